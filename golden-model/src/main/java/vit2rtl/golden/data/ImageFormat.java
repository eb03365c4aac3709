package vit2rtl.golden.data;

/**
 * What a model wants its images to be.
 *
 * @param channels 1 or 3
 * @param side     rows and columns
 * @param classes  labels are 0…classes − 1
 */
public record ImageFormat(int channels, int side, int classes) {

  @Override
  public String toString() {
    return (channels == 1 ? "grey" : "colour") + " images of " + side + "x" + side + " pixels in " + classes + " classes";
  }
}
