/**
 * Jobs: pieces of work of one part, with the memory they read and write, and how they are written in the constant stream.
 */
package vit2rtl.accelerator.job;
