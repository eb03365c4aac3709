/** A float network as an ONNX graph, to measure against. */
package vit2rtl.golden.onnx.real;
