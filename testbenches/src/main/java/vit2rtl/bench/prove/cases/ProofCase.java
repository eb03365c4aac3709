package vit2rtl.bench.prove.cases;

import java.util.function.Supplier;
import vit2rtl.bench.prove.Contract;
import vit2rtl.bench.prove.Prover;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;

/**
 * Something to prove.
 *
 * @param name     what tables and files call it
 * @param make     makes the component, during an elaboration
 * @param contract what it promises
 */
public record ProofCase(String name, Supplier<? extends Component> make, Contract contract) {

  public Prover prover(Prover.Limits limits) {
    return new Prover(name, Hdl.elaborate(make::get), contract, limits);
  }
}
