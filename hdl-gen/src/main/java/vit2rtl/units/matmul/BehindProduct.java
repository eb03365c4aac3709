package vit2rtl.units.matmul;

import java.util.Random;
import vit2rtl.golden.IntRange;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;

/** A unit that begins with a matrix product: what it has from there. */
public interface BehindProduct extends UnitConfig {

  /** The product, whose results the rest of the unit takes beat by beat. */
  MatmulConfig product();

  @Override
  default Rows rows() {
    return product().rows();
  }

  @Override
  default Rows results() {
    return product().results();
  }

  @Override
  default TableSource tables() {
    return product().tables();
  }

  @Override
  default IntRange inputs() {
    return product().inputs();
  }

  @Override
  default int[] critical(Random random) {
    return product().critical(random);
  }
}
