/** Exported networks in ONNX Runtime, a program that nobody here wrote, compared with the golden model. */
package vit2rtl.golden.onnx.run;
