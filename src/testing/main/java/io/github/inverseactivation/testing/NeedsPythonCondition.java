package io.github.inverseactivation.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs what needs Python where Python is, before anything of the test is set up. */
final class NeedsPythonCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String name =
        AnnotationSupport.findAnnotation(context.getElement(), NeedsPython.class)
            .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), NeedsPython.class))
            .map(NeedsPython::value)
            .orElse("");
    PythonEnvironment environment = PythonEnvironment.of(name);
    return environment.interpreter().isPresent()
        ? ConditionEvaluationResult.enabled("Python is there")
        : ConditionEvaluationResult.disabled(environment.reason());
  }
}
