package vit2rtl.units.softmax;

import vit2rtl.golden.softmax.IExp;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The i-exp polynomial of one lane, as the golden definition has it, on ρ' = −ρ ≥ 0:
 * <pre>
 *   p = min(n, ⌊distance/|x0|⌋),  ρ' = distance − p·|x0|,  z = c − ρ'·(b − ρ'),   e' = z·2^(P−p)
 * </pre>
 * p by a constant restoring division: one compare and subtract per bit of p, one bit per stage. One value
 * per cycle, never stalling, latency {@link #stages}{@code .cycles()}.
 */
@Summary("The i-exp polynomial of one lane, with a restoring division by a constant.")
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

  /** From a distance to z and its shift. */
  static Stages stages(IExp exp) {
    return Stages.of("clip").then("divide", quotientBits(exp)).then("multiply").then("subtract");
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(stages(exp));
    // max(d, n·x0): beyond n halvings the distance stops counting.
    long limit = Math.min((1L << exp.scoreBits()) - 1, exp.n() * -exp.x0());
    Staged<UInt> rest = pipe.stage("clip").value("clipped", distance.min(UInt.lit(limit)));
    Stage divide = pipe.stage("clip").next();
    Staged<UInt> left = divide.value("reach", UInt.lit(exp.reach()));
    for (int bit = quotientBits(exp) - 1; bit >= 0; bit--) {
      long step = -exp.x0() << bit;
      if (step <= limit) {
        UInt before = rest.at(divide);
        UInt halvings = left.at(divide);
        Staged<Bool> fits = divide.value("fits_" + bit, before.ge(step));
        rest = divide.value("rest_" + bit, fits.now().mux(before.sub(step).modulo(exp.scoreBits()), before));
        left = divide.value("left_" + bit,
            fits.now().mux(halvings.sub(1L << bit).modulo(shift.width()), halvings));
      }
      divide = divide.next();
    }

    // ρ' < |x0| here and ρ'·(b − ρ') < c, so both differences are positive.
    Stage multiply = pipe.stage("multiply");
    UInt rho = rest.at(multiply);
    UInt factor = UInt.lit(exp.b()).sub(rho).modulo(UInt.upTo(exp.b()).width());
    Staged<UInt> product = multiply.value("product", rho.mul(factor).truncate(UInt.upTo(maxPolynomial(exp)).width()));

    Stage subtract = pipe.stage("subtract");
    Staged<UInt> z = subtract.value("z", UInt.lit(exp.c()).sub(product.at(subtract)).modulo(polynomial.width()));

    polynomial.set(z.at(pipe.end()));
    shift.set(left.at(pipe.end()));
  }
}
