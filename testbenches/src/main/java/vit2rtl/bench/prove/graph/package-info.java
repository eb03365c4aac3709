/** Gates and registers as graphs, what is asked of them, and who answers: ABC's model checkers. */
package vit2rtl.bench.prove.graph;
