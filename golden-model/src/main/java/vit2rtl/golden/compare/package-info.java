/** The comparison table of quantisation methods on one network and its images. */
package vit2rtl.golden.compare;
