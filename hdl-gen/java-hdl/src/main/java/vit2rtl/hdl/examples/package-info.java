/** Designs to learn from, each with its test. */
package vit2rtl.hdl.examples;
