/** Models to try things with: the one that comes with vit2rtl, with images, and random ones of any shape. */
package vit2rtl.golden.models;
