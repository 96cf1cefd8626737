package io.fanfare.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.JobNames;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class JobNamesTest {

  @Test
  void everyMainClassExistsAndHasAMainMethod() throws Exception {
    assertThat(JobNames.CLASSES).hasSize(5).doesNotHaveDuplicates();
    for (String name : JobNames.CLASSES) {
      Method main = Class.forName(name).getMethod("main", String[].class);
      assertThat(Modifier.isStatic(main.getModifiers())).as(name).isTrue();
      assertThat(main.getReturnType()).as(name).isEqualTo(void.class);
    }
  }
}
