/** Plumbing between the stages of units: queues and row buffers. */
package vit2rtl.units.stream;
