package vit2rtl.units.softmax;

import vit2rtl.golden.softmax.IExp;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;

/**
 * The i-exp polynomial of one lane, as the golden definition has it, on ρ' = −ρ ≥ 0:
 * <pre>
 *   p = min(n, ⌊distance/|x0|⌋),  ρ' = distance − p·|x0|,  z = c − ρ'·(b − ρ'),   e' = z·2^(P−p)
 * </pre>
 * p by a constant restoring division: one compare and subtract per bit of p, one bit per stage. {@link #latency}
 * cycles, one value per cycle, free running.
 */
final class IntegerExp extends Component {
  private final IExp exp;

  final UInt distance;
  final UInt polynomial;
  /** P − p, the left shift that makes e' of z. */
  final UInt shift;

  IntegerExp(IExp exp) {
    super("SoftmaxIntegerExp");
    this.exp = exp;
    this.distance = in("distance", UInt.bits(exp.scoreBits()));
    this.polynomial = out("polynomial", UInt.bits(UInt.upTo(maxPolynomial(exp)).width()));
    this.shift = out("shift", UInt.bits(UInt.upTo(exp.reach()).width()));
  }

  /** Greatest z; z falls as ρ' grows on the whole reachable range. */
  static long maxPolynomial(IExp exp) {
    return exp.c();
  }

  /** Least z: at the greatest reachable ρ'. */
  static long minPolynomial(IExp exp) {
    long least = Long.MAX_VALUE;
    for (int distance = 0; distance < 1 << exp.scoreBits(); distance++) {
      long p = Math.min(exp.n(), distance / -exp.x0());
      least = Math.min(least, exp.of(distance) >> (exp.reach() - p));
    }
    return least;
  }

  private static int quotientBits(IExp exp) {
    return exp.reach() == 0 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(exp.reach());
  }

  static int latency(IExp exp) {
    return quotientBits(exp) + 3;
  }

  @Override
  protected void build() {
    int scoreBits = exp.scoreBits();
    // max(d, n·x0): beyond n halvings the distance stops counting.
    long limit = Math.min((1L << scoreBits) - 1, exp.n() * -exp.x0());
    UInt rest = next("clipped", distance.min(UInt.lit(limit)));
    UInt left = UInt.lit(exp.reach());
    for (int bit = quotientBits(exp) - 1; bit >= 0; bit--) {
      long step = -exp.x0() << bit;
      boolean reachable = step <= limit;
      if (reachable) {
        var fits = name("fits_" + bit, rest.ge(step));
        UInt smaller = rest.sub(step).modulo(scoreBits);
        rest = next("rest_" + bit, fits.mux(smaller, rest));
        left = next("left_" + bit, fits.mux(left.sub(1L << bit).modulo(shift.width()), left));
      } else {
        rest = next("rest_" + bit, rest);
        left = next("left_" + bit, left);
      }
    }
    // ρ' < |x0| here and ρ'·(b − ρ') < c, so both differences are positive.
    UInt rho = rest;
    UInt factor = UInt.lit(exp.b()).sub(rho).modulo(UInt.upTo(exp.b()).width());
    UInt product = next("product", rho.mul(factor).truncate(UInt.upTo(maxPolynomial(exp)).width()));
    UInt left1 = next("left_product", left);
    polynomial.set(next("z", UInt.lit(exp.c()).sub(product).modulo(polynomial.width())));
    shift.set(next("left_z", left1));
  }
}
