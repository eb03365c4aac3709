/** The integer network as ONNX: written, and executed by ONNX Runtime. */
package vit2rtl.cli.onnx;
