/**
 * The integer network as an ONNX graph, one class for each operator; every tensor that inference shows has its name there,
 * and the same integers (docs/onnx.md).
 */
package vit2rtl.golden.onnx;
