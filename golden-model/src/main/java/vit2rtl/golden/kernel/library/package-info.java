/**
 * The native kernel as a library: built by the system's C++ compiler on first use, loaded, its functions and the memory they
 * work on. What to compute with it is said in {@code kernel} and {@code kernel.real}.
 */
package vit2rtl.golden.kernel.library;
