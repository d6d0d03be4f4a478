/**
 * Networks that run: graphs, sessions, variables, and the loops that fit, evaluate and predict.
 * Start at {@link io.github.inverseactivation.engine.Engine}. Not exported: {@code models} is the
 * way in.
 */
package io.github.inverseactivation.engine;
