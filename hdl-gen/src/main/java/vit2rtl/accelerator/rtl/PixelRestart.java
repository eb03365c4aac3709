package vit2rtl.accelerator.rtl;

/** Whether an image whose pixels are still coming can be begun anew. */
public enum PixelRestart {
  /** Every image that begins is completed. */
  NEVER,
  /** A port says so, for sources of pixels that lose some. */
  BY_PORT
}
