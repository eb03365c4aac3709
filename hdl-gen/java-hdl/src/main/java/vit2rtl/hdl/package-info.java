/**
 * The Java HDL: components, signals that carry value ranges, streams, pipelines, memories, clock domains, checks; elaborated by
 * SpinalHDL underneath. It knows nothing of Vision Transformers.
 */
package vit2rtl.hdl;
