/**
 * A unit beside its golden model: the same rows through both, the first difference with place, cycle and waveform.
 */
package vit2rtl.bench;
