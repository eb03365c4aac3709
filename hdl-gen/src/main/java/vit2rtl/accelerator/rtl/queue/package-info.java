/** How jobs wait in front of the parts: counts of what is open, queues, and the gate that stands in their place. */
package vit2rtl.accelerator.rtl.queue;
