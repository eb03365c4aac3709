/**
 * The fast path of the integer networks: whole tensors through a kernel that the system's C++ compiler makes for this
 * processor. Optional, and the same bits as the definitions in {@code ops}, {@code layernorm} and {@code softmax}.
 */
package vit2rtl.golden.kernel;
