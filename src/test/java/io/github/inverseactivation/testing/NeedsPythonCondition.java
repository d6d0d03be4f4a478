package io.github.inverseactivation.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs what needs Python where Python is, before anything of the test is set up. */
final class NeedsPythonCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return PythonEnvironment.interpreter().isPresent()
        ? ConditionEvaluationResult.enabled("Python is there")
        : ConditionEvaluationResult.disabled(PythonEnvironment.reason());
  }
}
