package io.github.inverseactivation.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that talks to a live Python; left out, loudly, where there is none. */
@Tag("python")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPythonCondition.class)
public @interface NeedsPython {
  /**
   * The environment that {@code scripts/python-env} makes.
   *
   * @return its name; none for the usual one
   */
  String value() default "";
}
