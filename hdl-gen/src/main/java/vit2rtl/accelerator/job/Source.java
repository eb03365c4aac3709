package vit2rtl.accelerator.job;

/** Where the engine reads rows of activations from. */
public enum Source { PIXELS, NORMED, HIDDEN, CONTEXT }
