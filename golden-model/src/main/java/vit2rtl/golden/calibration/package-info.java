/** What a float network's tensors hold over the calibration images: ranges, quantiles, channel by channel. */
package vit2rtl.golden.calibration;
