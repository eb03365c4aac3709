package vit2rtl.golden.vit;

/** Whether the product that makes queries, keys and values has a bias. */
public enum QkvBias { PRESENT, ABSENT }
