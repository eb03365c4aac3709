/**
 * The network as a graph of floats with QuantizeLinear and DequantizeLinear around every product, from the integer model's
 * own scales: for tools that want such; other logits than the integer network's (docs/onnx.md).
 */
package vit2rtl.golden.onnx.qdq;
