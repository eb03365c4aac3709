/** Classifiers on sets of images: top-1, top-5, agreement. */
package vit2rtl.golden.eval;
