/** Components for streams: queue, stages, width adapter, join, fork, arbiter, filter. */
package vit2rtl.hdl.stream;
