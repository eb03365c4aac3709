package vit2rtl.golden.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import vit2rtl.golden.InputException;

class OrderedStepsTest {
  private static final int COUNT = 40;

  @RepeatedTest(20)
  void eachStepSeesTheTasksInOrder() {
    OrderedSteps turns = new OrderedSteps();
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    List<Integer> progress = new ArrayList<>();
    turns.run(COUNT, index -> {
      turns.take("first", index, () -> first.add(index));
      turns.take("second", index, () -> second.add(index));
    }, progress::add);
    List<Integer> order = IntStream.range(0, COUNT).boxed().toList();
    assertEquals(order, first);
    assertEquals(order, second);
    assertEquals(IntStream.rangeClosed(1, COUNT).boxed().toList(), progress);
  }

  @RepeatedTest(20)
  void theFirstFailureEndsAllAndIsTheOneToldOf() {
    OrderedSteps turns = new OrderedSteps();
    InputException thrown = assertThrows(InputException.class, () -> turns.run(COUNT, index -> {
      turns.take("step", index, () -> { });
      if (index % 7 == 5) {
        throw new InputException("task " + index);
      }
      turns.take("next", index, () -> { });
    }, done -> { }));
    assertEquals("task 5", thrown.getMessage());
  }
}
