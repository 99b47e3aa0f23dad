struct Kettle;
// ANCHOR: boil
fn boil(kettle: &Kettle) -> Steam {
    kettle.heat()
}
// ANCHOR_END: boil
