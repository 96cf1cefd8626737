/** The edge's real programs, with small backends behind them. */
package io.fanfare.stack.edge;
