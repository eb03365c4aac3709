/**
 * ONNX graphs over integers: values that carry what they can reach, so that a graph which could overflow is not built, and
 * the bytes of a file.
 */
package vit2rtl.golden.onnx.graph;
