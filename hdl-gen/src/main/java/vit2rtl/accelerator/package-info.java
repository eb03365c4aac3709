/**
 * A whole Vision Transformer in hardware: configuration, number formats, memory layout. Jobs are in {@code .job}, made in
 * {@code .schedule}, carried out by {@code .rtl}, timed in {@code .cycles}, summed up in {@code .plan}, stored by {@code .file}.
 */
package vit2rtl.accelerator;
