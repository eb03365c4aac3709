/** What is seen of a run: waveform files, waves of the last cycles before a failure, and waveforms as text. */
package vit2rtl.sim.wave;
