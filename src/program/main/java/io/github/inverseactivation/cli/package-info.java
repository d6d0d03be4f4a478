/**
 * The command line, {@code scripts/inverse-activation}: one class for each command. Start at {@link
 * io.github.inverseactivation.cli.Main}.
 */
package io.github.inverseactivation.cli;
