package io.fanfare.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.JobNames;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobNamesTest {

  @Test
  void everyMainClassExistsAndHasAMainMethod() throws Exception {
    assertThat(JobNames.CLASSES).hasSize(6).doesNotHaveDuplicates();
    List<String> names = new ArrayList<>(JobNames.CLASSES);
    names.add(JobNames.SAVEPOINTS_CLASS);
    for (String name : names) {
      Method main = Class.forName(name).getMethod("main", String[].class);
      assertThat(Modifier.isStatic(main.getModifiers())).as(name).isTrue();
      assertThat(main.getReturnType()).as(name).isEqualTo(void.class);
    }
  }
}
