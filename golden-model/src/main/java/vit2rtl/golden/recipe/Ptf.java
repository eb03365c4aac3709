package vit2rtl.golden.recipe;

/** Whether LayerNorm inputs have a power-of-two factor per channel, or one scale for all channels. */
public enum Ptf { ON, OFF }
