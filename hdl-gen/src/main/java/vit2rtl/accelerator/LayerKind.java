package vit2rtl.accelerator;

/** Linear layers by their place in a network; each kind's constants have a place of their own. */
public enum LayerKind { QKV, PROJ, FC1, FC2, PATCH, HEAD }
