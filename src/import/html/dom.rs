//! A parsed page as an arena: nodes know their relatives by number, so that nothing about it is recursive and taking
//! a subtree out costs nothing. html5ever parses as browsers do; [`super::bound`] keeps it linear.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// Number of a node. The root is [`ROOT`].
pub(super) type Id = usize;

/// The document, or the content of a fragment.
pub(super) const ROOT: Id = 0;

/// More attributes of one element are of no use to anybody.
const MOST_ATTRIBUTES: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    data: Data,
}

#[derive(Debug, Default)]
enum Data {
    #[default]
    Root,
    Element {
        name: Rc<QualName>,
        attributes: Vec<Attribute>,
    },
    Text(StrTendril),
    Comment(StrTendril),
}

/// A step of a walk in the order of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// an element before what is in it, or a text
    Enter(Id),
    /// an element after what is in it
    Leave(Id),
}

impl Dom {
    /// Local name of an element in lower case; empty for all else.
    pub(super) fn name(&self, id: Id) -> &str {
        match self.data(id) {
            Some(Data::Element { name, .. }) => &name.local,
            _ => "",
        }
    }

    /// An attribute's value as written.
    pub(super) fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        self.attributes(id).find(|(name, _)| *name == wanted).map(|(_, value)| value)
    }

    pub(super) fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let attributes = match self.data(id) {
            Some(Data::Element { attributes, .. }) => attributes.as_slice(),
            _ => &[],
        };
        attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match self.data(id) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn comment(&self, id: Id) -> Option<&str> {
        match self.data(id) {
            Some(Data::Comment(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.parent
    }

    pub(super) fn next(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.next
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let first = self.nodes.get(id).and_then(|node| node.first);
        std::iter::successors(first, |id| self.next(*id))
    }

    /// The elements around a node, the nearest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// All that is in an element, the element itself first, in the order of the document.
    pub(super) fn walk(&self, top: Id) -> impl Iterator<Item = Step> {
        let mut at = Some(Step::Enter(top));
        std::iter::from_fn(move || {
            let step = at?;
            at = match step {
                Step::Enter(id) => match self.nodes.get(id).and_then(|node| node.first) {
                    Some(first) => Some(Step::Enter(first)),
                    None => Some(Step::Leave(id)),
                },
                Step::Leave(id) if id == top => None,
                Step::Leave(id) => match self.next(id) {
                    Some(next) => Some(Step::Enter(next)),
                    None => self.parent(id).map(Step::Leave),
                },
            };
            Some(step)
        })
    }

    /// The elements and texts in an element, itself included, in the order of the document.
    pub(super) fn inside(&self, top: Id) -> impl Iterator<Item = Id> {
        self.walk(top).filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }

    /// The words in an element, one space between them, at most `most` bytes and a word. Blocks are apart.
    pub(super) fn words(&self, top: Id, most: usize) -> String {
        let mut words = String::new();
        let mut apart = false;
        for step in self.walk(top) {
            let (Step::Enter(id) | Step::Leave(id)) = step;
            if let Some(text) = self.text(id).filter(|_| step == Step::Enter(id)) {
                apart |= text.starts_with(char::is_whitespace);
                for word in text.split_whitespace() {
                    if apart && !words.is_empty() {
                        words.push(' ');
                    }
                    words.push_str(word);
                    apart = true;
                }
                apart = text.ends_with(char::is_whitespace) || (apart && text.trim().is_empty());
                if words.len() > most {
                    break;
                }
            } else {
                apart |= super::names::is_block(self.name(id)) || self.name(id) == "br";
            }
        }
        words
    }

    /// Takes a node and all that is in it out of the page.
    pub(super) fn remove(&mut self, id: Id) {
        let Some(node) = self.nodes.get_mut(id) else { return };
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match previous.and_then(|previous| self.nodes.get_mut(previous)) {
            Some(previous) => previous.next = next,
            None => {
                if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
                    parent.first = next;
                }
            }
        }
        match next.and_then(|next| self.nodes.get_mut(next)) {
            Some(next) => next.previous = previous,
            None => {
                if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
                    parent.last = previous;
                }
            }
        }
    }

    /// How many nodes were ever made: a measure of the page's size.
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    fn data(&self, id: Id) -> Option<&Data> {
        self.nodes.get(id).map(|node| &node.data)
    }

    fn make(&mut self, data: Data) -> Id {
        self.nodes.push(Node { data, ..Node::default() });
        self.nodes.len() - 1
    }

    /// Puts a node before `next`, or last where there is none. A text joins the text before it.
    fn insert(&mut self, parent: Id, next: Option<Id>, child: NodeOrText<Handle>) {
        let previous = match next {
            Some(next) => self.nodes.get(next).and_then(|node| node.previous),
            None => self.nodes.get(parent).and_then(|node| node.last),
        };
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                self.remove(handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                if let Some(Data::Text(before)) = previous.and_then(|id| self.nodes.get_mut(id)).map(|n| &mut n.data) {
                    before.push_tendril(&text);
                    return;
                }
                self.make(Data::Text(text))
            }
        };
        if let Some(node) = self.nodes.get_mut(id) {
            (node.parent, node.previous, node.next) = (Some(parent), previous, next);
        }
        match previous.and_then(|previous| self.nodes.get_mut(previous)) {
            Some(previous) => previous.next = Some(id),
            None => {
                if let Some(parent) = self.nodes.get_mut(parent) {
                    parent.first = Some(id);
                }
            }
        }
        match next.and_then(|next| self.nodes.get_mut(next)) {
            Some(next) => next.previous = Some(id),
            None => {
                if let Some(parent) = self.nodes.get_mut(parent) {
                    parent.last = Some(id);
                }
            }
        }
    }
}

/// What html5ever holds of a node.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    id: Id,
    name: Rc<QualName>,
}

/// Takes html5ever's tree.
#[derive(Debug)]
pub(super) struct Sink {
    dom: RefCell<Dom>,
    no_name: Rc<QualName>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let mut dom = Dom::default();
        dom.make(Data::Root);
        Self { dom: RefCell::new(dom), no_name: Rc::new(QualName::new(None, html5ever::ns!(), "".into())) }
    }

    /// How many nodes there are by now.
    pub(super) fn size(&self) -> usize {
        self.dom.borrow().size()
    }

    fn make(&self, data: Data) -> Handle {
        let name = match &data {
            Data::Element { name, .. } => Rc::clone(name),
            _ => Rc::clone(&self.no_name),
        };
        Handle { id: self.dom.borrow_mut().make(data), name }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: ROOT, name: Rc::clone(&self.no_name) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, mut attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        attributes.truncate(MOST_ATTRIBUTES);
        self.make(Data::Element { name: Rc::new(name), attributes })
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.make(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.make(Data::Comment(data))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.dom.borrow_mut().insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.dom.borrow().parent(element.id).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut dom = self.dom.borrow_mut();
        if let Some(parent) = dom.parent(sibling.id) {
            dom.insert(parent, Some(sibling.id), child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content is never shown: it hangs below the template, which is taken out as a whole.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Some(Node { data: Data::Element { attributes, .. }, .. }) =
            self.dom.borrow_mut().nodes.get_mut(target.id)
        {
            for attribute in more {
                if attributes.len() < MOST_ATTRIBUTES && !attributes.iter().any(|own| own.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.borrow_mut().remove(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut dom = self.dom.borrow_mut();
        let children: Vec<Id> = dom.children(node.id).collect();
        for id in children {
            let child = Handle { id, name: Rc::clone(&self.no_name) };
            dom.insert(new_parent.id, None, NodeOrText::AppendNode(child));
        }
    }
}
