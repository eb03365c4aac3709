package vit2rtl.accelerator.job;

/** Where the drain writes to. */
public enum DrainTarget { HIDDEN, KEYS, VALUES, SCORES, STREAM, LOGITS }
