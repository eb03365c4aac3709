/** Safetensors files, read mapped into memory and checked, written whole or not at all. */
package vit2rtl.golden.io;
