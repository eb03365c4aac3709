/** The integers that pass between layers: code formats and ranges; and the exception for bad input. */
package vit2rtl.golden;
