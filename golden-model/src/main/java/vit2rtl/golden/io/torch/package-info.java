/**
 * PyTorch's files read as tensors and nothing else: no global of a pickle is looked up, no code runs, and sizes are
 * checked against the file before memory is taken.
 */
package vit2rtl.golden.io.torch;
