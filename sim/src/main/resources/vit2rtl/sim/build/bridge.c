// The one library whose functions Java maps directly: it calls a model's function by address, so that any number of
// models share the fast path.
int vit_call(long function, long model, long argument) {
    return ((int (*)(long, long))function)(model, argument);
}
