package vit2rtl.golden.data;

/** Nobody says how images of other sizes are resized: the middle of greater ones is taken, smaller ones are refused. */
public record MiddleCrop() implements Resizing {

  @Override
  public Image fit(Image image, int side) {
    return image.centre(side);
  }

  @Override
  public String description(int side) {
    return "cropped to " + side + "x" + side + " in their middle, as nobody says how to resize them";
  }
}
