/** {@code model.bin}: the constant stream of a model, and what accelerator it was made for. */
package vit2rtl.accelerator.file;
